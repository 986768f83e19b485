import { Layer } from "./layer";

/** The client that manages, under the name `@layer-ai/admin` has for it. */
export class LayerAdmin extends Layer {}
