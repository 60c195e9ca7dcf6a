// swift-tools-version: 6.2
import PackageDescription

// A mail service that links Undelivered and brings a rule pack of its own.
let package = Package(
    name: "bounce-service",
    platforms: [.macOS(.v26)],
    dependencies: [
        // Outside of this repository: .package(url: "https://…", branch: "main")
        .package(name: "Undelivered", path: "../..")
    ],
    targets: [
        // The service's own knowledge: YAML, checked when it is built. A mistake in it is a build error at its line.
        .target(
            name: "ShopPack", dependencies: [.product(name: "Undelivered", package: "Undelivered")],
            plugins: [.plugin(name: "RulePackPlugin", package: "Undelivered")]),
        // That pack and all that ship, joined when they are built: `RulePackSet.service`, ready in milliseconds.
        .target(
            name: "ServicePacks", dependencies: ["ShopPack", .product(name: "AllPacks", package: "Undelivered")],
            plugins: [.plugin(name: "RulePackPlugin", package: "Undelivered")]),
        .executableTarget(
            name: "bounce-service", dependencies: ["ServicePacks", .product(name: "Undelivered", package: "Undelivered")],
            path: "Sources/BounceService"),
    ]
)
