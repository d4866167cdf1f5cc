/// Something that people come to do: a question that does it on the shipped data, and where help goes on.
struct HelpTask: Sendable {
  /// `add things up`
  let name: String
  let question: String
  /// What `help` is asked for.
  let topic: String

  private init(_ name: String, _ question: String, _ topic: String) {
    self.name = name
    self.question = question
    self.topic = topic
  }

  /// The commonest first.
  static let all: [HelpTask] = [
    HelpTask("learn it, by doing", "lesson 1", "lesson"),
    HelpTask("add things up", "sum casualties where city = Kyiv", "sum"),
    HelpTask("count, in groups", "count by place from casualties", "by"),
    HelpTask("find the greatest", "top 3 weapon by sum launched", "top"),
    HelpTask("read the rows", "list place, killed where killed > 1", "where"),
    HelpTask("compare sources", "tally casualties where city = Kyiv", "claims"),
    HelpTask("see who said what", "why sum killed", "why"),
    HelpTask("follow the time", "sum released by month of date", "dates"),
    HelpTask("look into a place", "sum injured where place in Kyiv", "places"),
    HelpTask("work out shares", "share of launched by weapon", "share"),
    HelpTask("join tables", "deals | join exchanges on deal, side", "join"),
    HelpTask("ask of an answer", "sum released by date | max sum released", "pipes"),
    HelpTask("make columns", "strikes | add rate = jammed / launched", "add"),
    HelpTask("draw a picture", "sum launched by weapon draw bars", "draw"),
    HelpTask("keep an answer", "sum launched by weapon into \"sums.csv\"", "into"),
    HelpTask("ask it elsewhere", "sql postgres sum launched by weapon raw", "dialects"),
  ]
}
