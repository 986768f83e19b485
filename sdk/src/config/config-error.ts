import { LayerError } from "../index";

/** A `layer.config.yaml` that cannot be used. Where the text is known, the message begins with the line. */
export class ConfigError extends LayerError {
  override name = "ConfigError";
  /** Line of the text, from 1; null when a value was checked that came from no text. */
  readonly line: number | null;
  /** The field at fault in dots, such as `gates.0.model`; empty for the whole. */
  readonly field: string;

  constructor(message: string, place: { line: number | null; field: string }) {
    super(place.line === null ? message : `Line ${place.line}: ${message}`);
    this.line = place.line;
    this.field = place.field;
  }
}
