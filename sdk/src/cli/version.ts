/** Put in by the build. */
export const VERSION = typeof SDK_VERSION === "undefined" ? "0.0.0" : (SDK_VERSION ?? "0.0.0");
