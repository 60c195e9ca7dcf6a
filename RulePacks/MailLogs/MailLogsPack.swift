// The build plugin embeds the pack from the YAML beside this file, as `RulePack.mailLogs`.
