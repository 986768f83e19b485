/** Commands that look for a key by its prefix, which is no secret; nothing of the rest is in them. */
export function causeCommands(prefix: string): Array<{ label: string; code: string }> {
  return [
    { label: "Which commits brought it in or took it out", code: `git log --all --oneline -S '${prefix}'` },
    {
      label: "In every version of every file",
      code: `git rev-list --all | xargs -n 100 git grep -n '${prefix}'`,
    },
    { label: "In the files of this machine", code: `grep -rnI --exclude-dir=node_modules '${prefix}' .` },
    { label: "Search term for GitHub's code search", code: `"${prefix}"` },
    { label: "Rule for gitleaks (.gitleaks.toml)", code: GITLEAKS_RULE },
    { label: "Detector for TruffleHog (config.yaml)", code: TRUFFLEHOG_RULE },
    { label: "Hook that stops the next one (.git/hooks/pre-commit)", code: PRE_COMMIT },
  ];
}

const GITLEAKS_RULE = `[[rules]]
id = "layer-api-key"
description = "Layer API key"
regex = '''layer_[0-9a-f]{64}'''
keywords = ["layer_"]`;

const TRUFFLEHOG_RULE = `detectors:
  - name: Layer API key
    keywords:
      - layer_
    regex:
      key: layer_[0-9a-f]{64}`;

const PRE_COMMIT = `#!/bin/sh
if git diff --cached -U0 | grep -Eq '^\\+.*layer_[0-9a-f]{64}'; then
  echo "This commit has a Layer API key in it. Take it out first." >&2
  exit 1
fi`;
