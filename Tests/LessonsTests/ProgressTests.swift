import TallyLessons
import Testing

/// What is kept of lessons is kept as text, and whatever else stands there is passed over.
@Suite struct ProgressTests {
  @Test func isTheSameBehindItsText() {
    var progress = LessonProgress()
    progress.add(2, of: "first-sums")
    progress.add(1, of: "first-sums")
    progress.add(3, of: "/home/teacher/my lesson.md")
    #expect(progress.text == "3 /home/teacher/my lesson.md\n1,2 first-sums\n")
    #expect(LessonProgress(progress.text) == progress)
    #expect(progress.tasks(of: "first-sums") == [1, 2])
  }

  @Test func brokenLinesArePassedOver() {
    let text =
      "1,2 first-sums\n\n , x\nfirst-sums\n0 a\n-1 b\n99999999999999999999 c\n1,,x d\n4 filters\u{0}\r\n3 e"
    let progress = LessonProgress(text)
    #expect(progress.tasks(of: "first-sums") == [1, 2])
    #expect(progress.tasks(of: "e") == [3])
    #expect(
      progress.tasks(of: "a").isEmpty && progress.tasks(of: "c").isEmpty && progress.tasks(of: "d").isEmpty)
  }

  @Test func isForgotten() {
    var progress = LessonProgress("1 a\n2 b\n")
    progress.reset("a")
    #expect(progress.text == "2 b\n")
    progress.reset(nil)
    #expect(progress.text.isEmpty)
  }

  @Test func aKeyIsOneLine() {
    var progress = LessonProgress()
    progress.add(1, of: "a\nb")
    #expect(LessonProgress(progress.text).tasks(of: "a\nb") == [1])
  }
}
