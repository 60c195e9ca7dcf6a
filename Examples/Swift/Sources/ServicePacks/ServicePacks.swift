// The build plugin joins all packs that this target depends on, as `RulePackSet.service`.
