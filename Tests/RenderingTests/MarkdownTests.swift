import TallyColumns
import Testing

@testable import TallyRendering

@Suite struct MarkdownTests {
  @Test func aPipeTableWithNotes() {
    #expect(
      Samples.mixed.rendered(.markdown, notes: ["a *b*", "c"], unknownWord: "unknown") == #"""
        | place | killed | part | day | length | sure |
        | --- | ---: | ---: | --- | ---: | --- |
        | Kyiv | 15+ | 95.1 % | 2025-05-24 | 7h | yes |
        | Одеса | 1,234,567 | unknown | 2025-05-23 | unknown | no |
        | 東京\|"a,b" | unknown | 30.0 % | unknown | 1.5s | unknown |
        | unknown | 0 | 100.0 % | 1970-01-01 | 0s | yes |

        *a \*b\**

        *c*

        """#)
  }

  @Test func markupInTextIsEscaped() {
    #expect(
      Samples.hostile.rendered(.markdown) == #"""
        | a␉b | c | d |
        | --- | --- | --- |
        | red ␛\[31m�2J | one<br>two<br>three␉␡� |  x\\"y\*\`\<\[z  |

        """#)
  }

  @Test func emptyTables() {
    #expect(Samples.numbers(0).rendered(.markdown) == "| n |\n| ---: |\n")
    let none = Table(name: "none", fields: [], columns: [], rowCount: 1)
    #expect(none.rendered(.markdown, notes: ["n"]) == "*n*\n")
  }
}
