// swift-tools-version: 6.1
import PackageDescription

// The graph of rooms. Text flows one way: Syntax → Planning → Execution → Rendering;
// Session shows the whole journey, and only Terminal and tally know the terminal.
let package = Package(
  name: "tally",
  products: [
    .executable(name: "tally", targets: ["tally"])
  ],
  dependencies: [
    // For tests and their tools only. The program reads its own command line: this library, and the part of
    // Foundation that it needs, would take a third of every start.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // SQLite in process.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // libedit behind plain C functions, with what it needs in turn. Archives, here and below: loading shared
    // libraries would be half of every start.
    .target(
      name: "CEditLine", path: "Sources/CEditLine",
      linkerSettings: [
        .linkedLibrary(":libedit.a"), .linkedLibrary(":libtinfo.a"), .linkedLibrary(":libbsd.a"),
        .linkedLibrary(":libmd.a"),
        // libedit asks for the window's size itself: Window.c sets bounds to the answer.
        .unsafeFlags(["-Xlinker", "--wrap=ioctl"]),
      ]),
    // RE2's regular expressions behind plain C functions.
    .target(
      name: "CRegex", path: "Sources/CRegex",
      linkerSettings: [.linkedLibrary(":libre2.a"), .linkedLibrary("stdc++")]),
    // Loops over bytes and numbers with wide vectors, chosen at run time.
    .target(name: "CKernels", path: "Sources/CKernels"),
    // Source text, spans, messages as data, and their one renderer.
    .target(name: "TallyDiagnostics", path: "Sources/Diagnostics"),
    // What becomes of memory that is freed, behind plain C functions.
    .target(name: "CMemory", path: "Sources/CMemory"),
    // Work in chunks across the cores, with a flag that cancels it, and the memory it may take.
    .target(name: "TallyWorkers", dependencies: ["CMemory"], path: "Sources/Workers"),
    // Ways of opening files and pipes, and of giving up rights for good, that Swift cannot spell.
    .target(name: "CPermissions", path: "Sources/CPermissions"),
    // What a session may do outside of itself: read and write files, start programs.
    .target(
      name: "TallyPermissions", dependencies: ["CPermissions", "TallyDiagnostics"],
      path: "Sources/Permissions"),
    // Kinds of value, figures, columns, null masks, dictionaries, tables.
    .target(name: "TallyColumns", path: "Sources/Columns"),
    // Lexer, tree, parser, formatter.
    .target(name: "TallySyntax", dependencies: ["TallyDiagnostics"], path: "Sources/Syntax"),
    // Every builtin as one value: name, signature, help, example, kernel.
    .target(
      name: "TallyFunctions", dependencies: ["CKernels", "TallyColumns", "TallyDiagnostics", "CRegex"],
      path: "Sources/Functions"),
    // Names and types resolved: the checked plan.
    .target(
      name: "TallyPlanning", dependencies: ["TallySyntax", "TallyFunctions"],
      path: "Sources/Planning"),
    // One operator a file, over batches of columns, on all cores.
    .target(
      name: "TallyExecution", dependencies: ["CKernels", "TallyPlanning", "TallyWorkers"],
      path: "Sources/Execution"),
    // Events, places, sources: settling what several say of one thing.
    .target(name: "TallyClaims", dependencies: ["TallyPlanning", "TallyExecution"], path: "Sources/Claims"),
    // The plan as SQL, a file for each dialect.
    .target(name: "TallyDialects", dependencies: ["TallyPlanning"], path: "Sources/Dialects"),
    // CSV and data packages into tables.
    .target(
      name: "TallyFiles",
      dependencies: ["CKernels", "TallyColumns", "TallyDiagnostics", "TallyPermissions", "TallyWorkers"],
      path: "Sources/Files"),
    // Answers as tables, CSV, JSON, Markdown.
    .target(
      name: "TallyRendering", dependencies: ["TallyColumns", "TallyDiagnostics"], path: "Sources/Rendering"),
    // Answers as bars, lines, shades: in the terminal and as SVG.
    .target(
      name: "TallyPictures", dependencies: ["TallyPlanning", "TallyRendering", "TallyWorkers"],
      path: "Sources/Pictures"),
    // Lessons as data: their files, what an answer is held against, tables that only look like the shipped ones.
    .target(
      name: "TallyLessons",
      dependencies: ["TallyColumns", "TallyDiagnostics", "TallyFiles", "TallyPermissions"],
      path: "Sources/Lessons"),
    // The one function that shows the whole journey; commands, scripts and lessons.
    .target(
      name: "TallySession",
      dependencies: [
        "TallyClaims", "TallyDialects", "TallyExecution", "TallyFiles", "TallyLessons", "TallyPermissions",
        "TallyPictures", "TallyRendering",
      ],
      path: "Sources/Session", exclude: ["Language.md"]),
    // The line editor: libedit, history, completion under a cursor.
    .target(
      name: "TallyTerminal",
      dependencies: ["CEditLine", "TallyDiagnostics", "TallyPermissions", "TallySyntax"],
      path: "Sources/Terminal"),
    // Arguments, the loop, exit codes.
    .executableTarget(
      name: "tally",
      dependencies: ["TallyPermissions", "TallySession", "TallyTerminal"],
      path: "Sources/tally",
      linkerSettings: [.unsafeFlags(["-static-executable"], .when(configuration: .release))]),

    .testTarget(name: "DiagnosticsTests", dependencies: ["TallyDiagnostics"]),
    .testTarget(name: "ColumnsTests", dependencies: ["TallyColumns"]),
    .testTarget(
      name: "ClaimsTests", dependencies: ["TallyClaims", "TallySession", "TallyFiles"], exclude: ["Packages"]),
    .testTarget(
      name: "RenderingTests", dependencies: ["TallyRendering", "TallyColumns", "TallyDiagnostics"]),
    .testTarget(name: "PicturesTests", dependencies: ["TallyPictures", "TallyDiagnostics"]),
    .testTarget(
      name: "FilesTests",
      dependencies: [
        "TallyFiles", "TallyColumns", "TallyDiagnostics", "TallyPermissions", "TallyWorkers", "TestFolders",
      ],
      exclude: ["Packages"]),
    .testTarget(
      name: "LessonsTests",
      dependencies: [
        "TallyLessons", "TallySession", "TallyColumns", "TallyDiagnostics", "TallyFiles", "TallyPermissions",
        "TallySyntax", "TestFolders",
      ]),
    // Folders that go away after a test, and the project's own files.
    .target(name: "TestFolders", path: "Tests/Support/TestFolders"),
    .testTarget(name: "PermissionsTests", dependencies: ["TallyPermissions", "TestFolders"]),
    .testTarget(
      name: "SessionTests",
      dependencies: [
        "TallySession", "TallySyntax", "TallyColumns", "TallyDiagnostics", "TallyPermissions", "TestFolders",
      ]),

    // What people ask and what they mistype, with what each stage makes of it.
    .target(
      name: "NaiveEvaluator", dependencies: ["TallyPlanning"], path: "Tests/Support/NaiveEvaluator"),
    // Tables in SQLite, and what SQL asks of them as values.
    .target(
      name: "SQLiteTables",
      dependencies: ["TallyDialects", .product(name: "GRDB", package: "GRDB.swift")],
      path: "Tests/Support/SQLiteTables"),
    // Tables in DuckDB, ClickHouse and Postgres, for tests that run where these are installed.
    .target(
      name: "EngineTables", dependencies: ["TallyDialects"], path: "Tests/Support/EngineTables",
      exclude: ["engine.py"]),
    .testTarget(name: "DialectsTests", dependencies: ["TallyDialects", "SQLiteTables"]),
    // Random questions on random tables, put to the engine and to others who answer them.
    .target(
      name: "Referee",
      dependencies: ["TallyExecution", "TallyDialects", "NaiveEvaluator", "SQLiteTables", "EngineTables"],
      path: "Tests/Support/Referee"),
    .executableTarget(
      name: "RefereeRunner",
      dependencies: [
        "Referee", "TallyWorkers", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Support/RefereeRunner"),
    .testTarget(
      name: "CorpusTests",
      dependencies: [
        "TallySession", "NaiveEvaluator", "Referee", "SQLiteTables", "EngineTables", "TestFolders",
      ]),
    .testTarget(name: "SyntaxTests", dependencies: ["TallySyntax"]),
    .testTarget(name: "FunctionsTests", dependencies: ["TallyFunctions"]),
    .testTarget(name: "PlanningTests", dependencies: ["TallyPlanning"]),
    .testTarget(name: "ExecutionTests", dependencies: ["TallyExecution"]),

    // The data of public benchmarks, made from a seed, and the questions asked of them.
    .target(name: "BenchmarkData", dependencies: ["TallyWorkers"], path: "Tests/Support/BenchmarkData"),
    .executableTarget(
      name: "benchdata",
      dependencies: ["BenchmarkData", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Tests/Support/BenchdataTool"),
    // A session that is timed from outside, and what its answers are held against.
    .target(name: "BenchmarkProbe", dependencies: ["TallySession"], path: "Tests/Support/BenchmarkProbe"),
    .executableTarget(
      name: "benchtally", dependencies: ["BenchmarkProbe"], path: "Tests/Support/BenchtallyTool"),
    .testTarget(
      name: "QuestionTests",
      dependencies: [
        "TallySession", "BenchmarkData", "BenchmarkProbe", "NaiveEvaluator", "SQLiteTables", "TestFolders",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    // Programs driven on a pseudoterminal, as a person drives them.
    .target(name: "CPseudoterminal", path: "Tests/Support/CPseudoterminal"),
    .target(name: "PtyHarness", dependencies: ["CPseudoterminal"], path: "Tests/Support/PtyHarness"),
    .executableTarget(
      name: "EditorProbe", dependencies: ["TallyTerminal", "TallyPermissions", "TallySyntax"],
      path: "Tests/Support/EditorProbe"),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["TallyTerminal", "TallyPermissions", "TallySyntax", "PtyHarness", "EditorProbe"]),
    // Stills of screen recordings, such as the picture of README.md.
    .target(name: "CastPicture", dependencies: ["PtyHarness"], path: "Tests/Support/CastPicture"),
    .executableTarget(
      name: "castpicture", dependencies: ["CastPicture"], path: "Tests/Support/PictureTool"),
    .testTarget(
      name: "ShellTests",
      dependencies: ["PtyHarness", "CastPicture", "TestFolders", "BenchmarkData", "tally"]),
  ],
  swiftLanguageModes: [.v6]
)
