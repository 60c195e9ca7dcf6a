// The build plugin links all packs that this target depends on into one image, as `RulePackSet.all`.
