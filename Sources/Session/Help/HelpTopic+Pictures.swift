import TallyFunctions
import TallySyntax

extension HelpTopic {
  /// How answers are drawn.
  static let draw = HelpTopic(
    "draw",
    synonyms: ["pictures", "charts", "plot"] + PictureKind.allCases.map(\.rawValue) + ["svg", "png", "pdf"],
    """
    QUERY draw [\(PictureKind.allCases.map(\.rawValue).joined(separator: "|"))] [into "FILE.svg|.png|.pdf|.txt"]
      the answer as a picture; "draw" alone chooses by the answer's shape and says what it chose.
    \(PictureKind.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))
      Nothing is drawn that is not known: an unknown has no bar and breaks a line. What is surely so much is full,
      what may be is shaded, and an end that is open has an arrow. A file named .svg, .png or .pdf gets the picture
      without "draw", too; PNG and PDF are made by rsvg-convert (Debian's librsvg2-bin).
    """,
    examples: [
      Example(
        "sum launched by weapon draw bars",
        """
        weapon             sum launched
        ballistic missile            14  ██▋
        Shahed drone                250  ███████████████████████████████████████████████
        """),
      Example(
        "list place, casualties, killed from casualties where place = Kyiv limit 1 draw bars",
        """
        place
        Kyiv   casualties      15+  ███████████████████████████████████████████████████▶
               killed      unknown
        █ surely · ▶ or more
        """),
      Example(
        "list event, start, end from events where place = Ukraine draw timeline",
        """
        event
        overnight attack on Ukraine  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        exchange of 23 May           ━━━━━━━━━━━━━━━━━━━━━━━━━━
        exchange of 24 May                                    ━━━━━━━━━━━━━━━━━━━━━━━━━━
                                     ┬────────────────────────┬────────────────────────┬
                                     2025-05-23             05-24                  05-25
        """),
    ])
}
