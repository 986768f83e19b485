import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { ocr } from "../formats/ocr";
import { fieldFault } from "../formats/read-fields";
import { entriesOf, memberOf } from "../loose-json";
import { envelope, given } from "./envelope";
import { nativeAnswer } from "./native-answer";
import { type NativeTask, nativeFormat } from "./native-format";

const data = z.strictObject({
  documentUrl: z.string().min(1).nullish(),
  imageUrl: z.string().min(1).nullish(),
  base64: z.string().min(1).nullish(),
  mimeType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .nullish(),
  tableFormat: z.enum(["markdown", "html"]).nullish(),
  includeImageBase64: z.boolean().nullish(),
  extractHeader: z.boolean().nullish(),
  extractFooter: z.boolean().nullish(),
});

export const ocrRequest = z.strictObject({ ...envelope, data }).meta({ id: "NativeOcrRequest" });

const PAGE_RULE = "\n\n---\n\n";

/** The native API's reading of documents, over Mistral's. */
export const ocrTask: NativeTask = {
  inner: ocr,
  bodyOf(json) {
    const { model, data: asked } = checkInput(ocrRequest, json, "body");
    return given({
      model,
      document: documentOf(asked),
      table_format: asked.tableFormat,
      include_image_base64: asked.includeImageBase64,
      extract_header: asked.extractHeader,
      extract_footer: asked.extractFooter,
    });
  },
  present(answer, facts) {
    const { model, document_annotation: documentAnnotation, usage_info: usageInfo } = answer.json;
    const pages = entriesOf(answer.json.pages).map(pageOf);
    const content = pages.map(({ markdown }) => markdown ?? "").join(PAGE_RULE);
    const read = { pages, ...given({ model, documentAnnotation, usageInfo }) };
    return nativeAnswer({ content, ocr: read, finishReason: "completed" }, answer, facts);
  },
};

export const nativeOcr = nativeFormat(ocrTask, "v3/ocr");

function documentOf({ documentUrl, imageUrl, base64, mimeType }: z.output<typeof data>): object {
  const sources = [documentUrl, imageUrl, base64].filter(Boolean);
  if (sources.length !== 1) throw fieldFault("data", "needs exactly one of documentUrl, imageUrl and base64");
  if (documentUrl) return { type: "document_url", document_url: documentUrl };
  if (imageUrl) return { type: "image_url", image_url: imageUrl };
  const type = mimeType ?? "application/pdf";
  const address = `data:${type};base64,${base64}`;
  if (type.startsWith("image/")) return { type: "image_url", image_url: address };
  return { type: "document_url", document_url: address };
}

/** A page with the names of the native API. */
function pageOf(page: unknown) {
  const images = memberOf(page, "images");
  return given({
    index: memberOf(page, "index"),
    markdown: memberOf(page, "markdown"),
    images: Array.isArray(images) ? images.map(pictureOf) : undefined,
    tables: memberOf(page, "tables"),
    hyperlinks: memberOf(page, "hyperlinks"),
    header: memberOf(page, "header"),
    footer: memberOf(page, "footer"),
    dimensions: memberOf(page, "dimensions"),
  });
}

function pictureOf(picture: unknown) {
  return given({
    id: memberOf(picture, "id"),
    base64: memberOf(picture, "image_base64"),
    topLeftX: memberOf(picture, "top_left_x"),
    topLeftY: memberOf(picture, "top_left_y"),
    bottomRightX: memberOf(picture, "bottom_right_x"),
    bottomRightY: memberOf(picture, "bottom_right_y"),
    annotation: memberOf(picture, "image_annotation"),
  });
}
