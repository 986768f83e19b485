export { LayerError } from "./index";
