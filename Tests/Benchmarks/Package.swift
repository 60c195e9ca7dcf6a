// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses the library builds this. `Sources/PatternAutomaton` is a link to the module itself, because its
// interface is for the project's own modules and not a product; the other name keeps it apart from the one inside the library.
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
    dependencies: [.package(name: "Undelivered", path: "../..")],
    targets: [
        .target(name: "BenchmarkedAutomaton", path: "Sources/PatternAutomaton", swiftSettings: settings),
        .target(name: "CAllocationCount"),
        .executableTarget(
            name: "diagnosis-benchmark",
            dependencies: [
                "CAllocationCount", .product(name: "Undelivered", package: "Undelivered"),
                .product(name: "AllPacks", package: "Undelivered"),
            ],
            path: "Sources/DiagnosisBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "pattern-probe", dependencies: ["BenchmarkedAutomaton"], path: "Sources/PatternProbe", swiftSettings: settings),
        .executableTarget(
            name: "matching-benchmark", dependencies: ["BenchmarkedAutomaton"], path: "Sources/MatchingBenchmark", swiftSettings: settings),
    ]
)
