import ArgumentParser
import BenchmarkData
import TallyWorkers

/// Makes the data of public benchmarks, the paths of the files on standard output.
struct Benchdata: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchdata",
    abstract: "Makes the data of public benchmarks from a seed: the same bytes on every machine.",
    discussion: """
      The paths of the files are written to standard output, one a line, all else to standard error. A file \
      that is there already is left as it is; one that is not finished is removed.
      """,
    subcommands: [Groupby.self, Join.self, Hits.self])

  struct Groupby: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "db-benchmark's table to group: G1_1e7_1e2_0_0.csv, 509 MB.",
      discussion: "The name tells rows, groups, percent of unknown values and whether rows are sorted.")

    @OptionGroup var shape: Shape
    @OptionGroup var common: Common
    @Option(help: ArgumentHelp("Different values of id1.", valueName: "k")) var groups = Size(100)

    func run() throws {
      try common.write([
        GroupbyTable(
          rows: (common.rows ?? Size(10_000_000)).number, groups: groups.number,
          unknownPercent: shape.unknown,
          isSorted: shape.sorted, seed: common.seed)
      ])
    }
  }

  struct Join: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "db-benchmark's tables to join: J1_1e7_NA_0_0.csv and three beside it.",
      discussion: "The paths are those of x, small, medium and big, in this order.")

    @OptionGroup var shape: Shape
    @OptionGroup var common: Common

    func run() throws {
      try common.write(
        JoinTable.Part.allCases.map { part in
          try JoinTable(
            part, size: (common.rows ?? Size(10_000_000)).number, unknownPercent: shape.unknown,
            isSorted: shape.sorted, seed: common.seed)
        })
    }
  }

  struct Hits: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "ClickBench's table of 105 columns: hits_1e6.csv, about 600 MB.")

    @OptionGroup var common: Common

    func run() throws {
      try common.write([HitsTable(rows: (common.rows ?? Size(1_000_000)).number, seed: common.seed)])
    }
  }
}

/// What db-benchmark varies.
struct Shape: ParsableArguments {
  @Option(help: ArgumentHelp("Percent of the values that are unknown.", valueName: "percent")) var unknown = 0
  @Flag(help: "Sort the rows by their ids.") var sorted = false
}

/// What all tables share.
struct Common: ParsableArguments {
  @Option(help: ArgumentHelp("How many rows, as 1e6, 2.5e6 or 1000000.", valueName: "n")) var rows: Size?
  @Option(help: "The seed; any but the usual one stands in the file's name.") var seed = defaultBenchmarkSeed
  @Option(
    help: ArgumentHelp("Where the files go; without it, the folder of TALLY_BENCHDATA.", valueName: "folder"))
  var into: String?
  @Option(help: ArgumentHelp("Threads; without it, one a core.", valueName: "count")) var threads: Int?
  @Flag(help: "Make files anew that are there already.") var force = false

  func write(_ tables: [some BenchmarkTable]) throws {
    let writer = BenchmarkWriter(
      folder: into ?? Environment.folder, workers: Workers(count: threads),
      cancellation: Cancellation { StopSignal.isRaised })
    for table in tables {
      let file = try writer.write(table, isForced: force)
      StandardOutput.writeLine(file.path)
      let size = "\((file.bytes + 500_000) / 1_000_000) MB"
      StandardOutput.tell(
        "\(file.path): \(table.rowCount) rows, \(size)\(file.wasThere ? ", was there" : "")")
    }
  }
}

/// `1e7` or `10000000`.
struct Size: ExpressibleByArgument {
  let number: Int

  init(_ number: Int) { self.number = number }

  init?(argument: String) {
    guard let number = RowNumber.parse(argument) else { return nil }
    self.number = number
  }

  var defaultValueDescription: String { RowNumber.text(number) }
}
