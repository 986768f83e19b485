const shared = globalThis as typeof globalThis & { layerIsDraining?: boolean };

/** From here on this process takes nothing new: it is not ready any more. */
export function beginDraining(): void {
  shared.layerIsDraining = true;
}

/** True once this process has been told to stop. The server and the pages are bundled apart and share it. */
export function isDraining(): boolean {
  return shared.layerIsDraining === true;
}
