import CastPicture
import Foundation

// Draws the first screenful of a screen recording: castpicture FILE.cast > FILE.svg
guard CommandLine.arguments.count == 2,
  let data = FileManager.default.contents(atPath: CommandLine.arguments[1])
else {
  FileHandle.standardError.write(Data("usage: castpicture FILE.cast\n".utf8))
  exit(2)
}
do {
  let still = Still(of: try Recording(String(decoding: data, as: UTF8.self)))
  FileHandle.standardOutput.write(Data(still.svg.utf8))
} catch {
  FileHandle.standardError.write(Data("\(CommandLine.arguments[1]): this is no recording\n".utf8))
  exit(1)
}
