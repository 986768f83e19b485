export { ConfigError } from "./config/config-error";
export { loadConfig, parseConfig, parseYAML } from "./config/load-config";
export { type GateConfig, type LayerConfigFile, validateConfig } from "./config/validate-config";
