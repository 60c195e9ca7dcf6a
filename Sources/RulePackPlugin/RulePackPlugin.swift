import Foundation
import PackagePlugin

/// Checks the YAML of a target when it is built and embeds the pack into its module.
///
/// A target with YAML of its own becomes one pack. A target without any, which depends on such targets, becomes
/// all of them together: one image, linked when it is built. The target `AllPacks` is then `RulePackSet.all`.
@main
struct RulePackPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let tool = try context.tool(named: "RulePackTool").url
        let output = context.pluginWorkDirectoryURL.appending(path: "\(target.name)+Embedded.swift")
        let own = packFiles(in: target.directoryURL)
        if !own.isEmpty {
            return [
                .buildCommand(
                    displayName: "Checking and embedding the rule pack \(target.name)", executable: tool,
                    arguments: ["embed", output.path(percentEncoded: false), target.directoryURL.path(percentEncoded: false)],
                    inputFiles: own, outputFiles: [output])
            ]
        }
        let packs = target.recursiveTargetDependencies.filter { !packFiles(in: $0.directoryURL).isEmpty }
        guard !packs.isEmpty else {
            Diagnostics.error("\(target.name) has no YAML, and neither has any target that it depends on")
            return []
        }
        return [
            .buildCommand(
                displayName: "Linking \(packs.count) rule packs", executable: tool,
                arguments: ["link", output.path(percentEncoded: false), target.name]
                    + packs.flatMap { [$0.name, $0.directoryURL.path(percentEncoded: false)] },
                inputFiles: packs.flatMap { packFiles(in: $0.directoryURL) }, outputFiles: [output])
        ]
    }

    /// The YAML of a pack, without that of its samples.
    private func packFiles(in folder: URL) -> [URL] {
        let contents = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return contents.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
    }
}
