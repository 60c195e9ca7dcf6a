// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// The packs that ship with the library: one module each, in `RulePacks/<name>`.
let packsWithSamples = [
    "AmazonSES",
    "Biglobe",
    "Coremail",
    "Courier",
    "Domino",
    "Europe",
    "Exchange",
    "Exim",
    "Facebook",
    "GMX",
    "Gateways",
    "Google",
    "KDDI",
    "Korea",
    "MailRu",
    "MailServers",
    "MicrosoftCloud",
    "OpenSMTPD",
    "Openwave",
    "Postfix",
    "PowerMTA",
    "QQ",
    "Qmail",
    "SendGrid",
    "Sendmail",
    "Seznam",
    "SoftBank",
    "SparkPost",
    "Standard",
    "Strato",
    "Verizon",
    "Yahoo",
    "YahooJapan",
    "Zoho",
]
let packsWithoutSamples = [
    "ATT",
    "Alibaba",
    "Apple",
    "Blocklists",
    "Brevo",
    "Charter",
    "Comcast",
    "Cox",
    "Docomo",
    "GoDaddy",
    "Incidents",
    "JunkHeaders",
    "LaPoste",
    "MailHosts",
    "MailLogs",
    "MailPrograms",
    "Mailchimp",
    "Mailgun",
    "Net263",
    "NetEase",
    "Nifty",
    "OCN",
    "Orange",
    "Poland",
    "Postmark",
    "SFR",
    "Sohu",
    "Symptoms",
    "TOnline",
    "Yandex",
]
let packs = packsWithSamples + packsWithoutSamples

/// A pack's module is named `<name>Pack`: a folder of YAML, checked and embedded when it is built.
func packTarget(_ name: String) -> Target {
    .target(
        name: "\(name)Pack", dependencies: ["RuleEngine"], path: "RulePacks/\(name)",
        exclude: packsWithSamples.contains(name) ? ["Samples"] : [], swiftSettings: settings, plugins: ["RulePackPlugin"])
}

let package = Package(
    name: "Undelivered",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Undelivered", targets: ["Undelivered"]),
        .library(name: "AllPacks", targets: ["AllPacks"]),
        .executable(name: "undelivered", targets: ["UndeliveredCommand"]),
        // The C interface; `.ci/package` makes libundelivered.so of it.
        .library(name: "UndeliveredCABI", type: .dynamic, targets: ["UndeliveredCABI"]),
        .plugin(name: "RulePackPlugin", targets: ["RulePackPlugin"]),
    ] + packs.map { .library(name: "\($0)Pack", targets: ["\($0)Pack"]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        .target(name: "DeliveryTypes", swiftSettings: settings),
        .target(name: "PatternAutomaton", swiftSettings: settings),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(
            name: "MailReading", dependencies: ["DeliveryTypes"], swiftSettings: settings,
            // iconv is part of the C library everywhere but on Apple's systems.
            linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS, .iOS, .tvOS, .watchOS, .visionOS]))]),
        .target(name: "RuleEngine", dependencies: ["DeliveryTypes", "PatternAutomaton"], swiftSettings: settings),
        .target(
            name: "RulePackCompiler", dependencies: ["RuleEngine", "PatternAutomaton", "DeliveryTypes", "CLibYAML"],
            swiftSettings: settings),
        .target(
            name: "Undelivered",
            dependencies: ["DeliveryTypes", "MailReading", "RuleEngine", "RulePackCompiler", "PatternAutomaton"],
            swiftSettings: settings),
        .target(name: "CUndelivered"),
        .target(
            name: "UndeliveredCABI",
            dependencies: [
                "CUndelivered", "Undelivered", "AllPacks", "RulePackCompiler", "RuleEngine", "MailReading", "DeliveryTypes",
                "PatternAutomaton",
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "UndeliveredCommand",
            dependencies: [
                "Undelivered", "DeliveryTypes", "MailReading", "RulePackCompiler", "RuleEngine", "AllPacks",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "RulePackTool", dependencies: ["RulePackCompiler", "RuleEngine", "PatternAutomaton"], swiftSettings: settings),
        .plugin(
            name: "RulePackPlugin", capability: .buildTool(), dependencies: ["RulePackTool"], path: "Sources/RulePackPlugin"),
        // All packs, linked into one image when they are built.
        .target(
            name: "AllPacks", dependencies: ["RuleEngine"] + packs.map { .target(name: "\($0)Pack") }, path: "RulePacks/All",
            swiftSettings: settings, plugins: ["RulePackPlugin"]),
        .testTarget(name: "DeliveryTypesTests", dependencies: ["DeliveryTypes"], swiftSettings: settings),
        .testTarget(name: "PatternAutomatonTests", dependencies: ["PatternAutomaton"], swiftSettings: settings),
        .testTarget(name: "MailReadingTests", dependencies: ["MailReading", "DeliveryTypes"], swiftSettings: settings),
        .testTarget(
            name: "RuleEngineTests", dependencies: ["RuleEngine", "PatternAutomaton", "DeliveryTypes"], swiftSettings: settings),
        .testTarget(
            name: "RulePackCompilerTests", dependencies: ["RulePackCompiler", "RuleEngine", "PatternAutomaton", "DeliveryTypes"],
            swiftSettings: settings),
        .testTarget(
            name: "UndeliveredTests",
            dependencies: ["Undelivered", "AllPacks", "RulePackCompiler", "RuleEngine", "MailReading", "DeliveryTypes"],
            swiftSettings: settings),
        .testTarget(name: "CommandTests", dependencies: ["UndeliveredCommand"], swiftSettings: settings),
    ] + packs.map(packTarget)
)
