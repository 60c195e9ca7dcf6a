// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses the library builds this. `Sources/PatternAutomaton` is a link to the module itself, because its
// interface is for the project's own modules and not a product.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    targets: [
        .target(name: "PatternAutomaton", swiftSettings: settings),
        .executableTarget(name: "pattern-probe", dependencies: ["PatternAutomaton"], path: "Sources/PatternProbe", swiftSettings: settings),
        .executableTarget(
            name: "matching-benchmark", dependencies: ["PatternAutomaton"], path: "Sources/MatchingBenchmark", swiftSettings: settings),
    ]
)
