/** Put in by the build; the sources themselves have no version. */
declare const SDK_VERSION: string | undefined;
