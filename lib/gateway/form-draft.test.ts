import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import type { Draft } from "./draft";
import { formDraft } from "./form-draft";
import { boundaryOf } from "./form-parts";

const TYPE = "multipart/form-data; boundary=edge";

function part(head: string, value: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`--edge\r\n${head}\r\n\r\n`), Buffer.from(value), Buffer.from("\r\n")]);
}
const field = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value);
const file = (value: string | Uint8Array, filename = "a.wav") =>
  part(
    `content-type: audio/wav\r\ncontent-disposition: form-data; name="file"; filename="${filename}"`,
    value,
  );
const formOf = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from("--edge--\r\n")]);

function read(bytes: Uint8Array, type = TYPE): Draft {
  const draft = formDraft(bytes, type);
  if (draft instanceof AppError) throw draft;
  return draft;
}
const codeOf = (bytes: Uint8Array | string, type: string | null = TYPE) => {
  const draft = formDraft(Buffer.from(bytes), type);
  return draft instanceof AppError ? draft.code : "read";
};

test("our fields are read, the file only seen, and all else left alone", () => {
  const form = formOf(
    field("model", "m"),
    file("x"),
    field("gate", "g"),
    field("prompt", "p"),
    field("stream", "true"),
  );
  expect(read(form).json).toEqual({ model: "m", file: true, gate: "g", stream: "true" });
});

test("whatever bytes a file has, they come out as they went in", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .constantFrom("", "\r\n", "--edge", "\r\n--edg", "\r\n--Edge--", "--edge--\r\n", "\r\n\r\n", "\0")
      .map((text) => Uint8Array.from(Buffer.from(text))),
  );
  fc.assert(
    fc.property(bytes, fc.string(), (content, model) => {
      const { form } = read(formOf(field("gate_id", "g"), file(content), field("model", "old")));
      const edited = form?.edited({ model: JSON.stringify(model), gate_id: undefined });
      expect(Buffer.from(edited ?? [])).toEqual(
        Buffer.concat([field("model", model), file(content), Buffer.from("--edge--\r\n")]),
      );
    }),
  );
});

test("a form that nobody changes keeps its bytes, and garbage never throws", () => {
  const good = formOf(field("model", "m"), file(Buffer.alloc(100, 1)));
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (place, value) => {
      const broken = Buffer.from(good);
      broken[place] = value;
      const draft = formDraft(broken, TYPE);
      if (!(draft instanceof AppError)) expect(draft.bytes).toBe(broken);
    }),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.uint8Array(), fc.string(), (bytes, type) => void formDraft(bytes, type)));
});

describe("a form that another reader could understand otherwise is refused", () => {
  test.each<[string, Buffer]>([
    ["text before it", Buffer.concat([Buffer.from("hello\r\n"), formOf(file("x"))])],
    ["an end that is missing", formOf(file("x")).subarray(0, -10)],
    ["a boundary within a line", Buffer.from("--edge hello\r\n--edge--")],
    ["a part without a head", Buffer.from("--edge\r\n\r\nx\r\n--edge--")],
    ["a part without a name", formOf(part("Content-Disposition: form-data", "x"))],
    ["an empty name", formOf(field("", "x"))],
    ["two names", formOf(part('Content-Disposition: form-data; name="a"; name="model"', "x"))],
    [
      "two dispositions",
      formOf(
        part('Content-Disposition: form-data; name="a"\r\ncontent-disposition: form-data; name="model"', "x"),
      ),
    ],
    [
      "a name in another encoding",
      formOf(part("Content-Disposition: form-data; name=\"a\"; name*=utf-8''model", "x")),
    ],
    ["a name with an escape, which some readers take off", formOf(field("mo\\del", "x"))],
    ["a name on a line of its own", formOf(part('Content-Disposition: form-data;\r\n name="model"', "x"))],
    [
      "a lone line feed in a head",
      formOf(
        part(
          'X: y\nContent-Disposition: form-data; name="model"\r\nContent-Disposition: form-data; name="a"',
          "x",
        ),
      ),
    ],
    ["a quote that does not end", formOf(part('Content-Disposition: form-data; name="a', "x"))],
    ["a NUL", formOf(field("mo\0del", "x"))],
    [
      "a head without an end",
      Buffer.concat([
        Buffer.from("--edge\r\nX: "),
        Buffer.alloc(10_000, 97),
        Buffer.from("\r\n\r\n\r\n--edge--"),
      ]),
    ],
    ["too many parts", formOf(...Array.from({ length: 201 }, () => field("a", "x")))],
  ])("%s", (_what, form) => {
    expect(codeOf(form)).toBe("bad_request");
  });

  test("a filename that looks like a field is one", () => {
    expect(read(formOf(file("x", 'a; name=\\"model\\"'))).json).toEqual({ file: true });
  });

  test("a field of ours that is long or no UTF-8", () => {
    expect(codeOf(formOf(field("model", "m".repeat(5_000))))).toBe("invalid_field");
    expect(codeOf(formOf(part('Content-Disposition: form-data; name="gate"', Buffer.from([0xff]))))).toBe(
      "invalid_field",
    );
  });
});

test.each([
  ["multipart/form-data; boundary=abc", "abc"],
  ['Multipart/Form-Data; charset=utf-8; boundary="a b=c"', "a b=c"],
  ["multipart/form-data", null],
  ["multipart/form-data; boundary=", null],
  ['multipart/form-data; boundary="a "', null],
  ["multipart/form-data; boundary=a; boundary=b", null],
  [`multipart/form-data; boundary=${"a".repeat(71)}`, null],
  ['multipart/form-data; boundary="a\r\nb"', null],
  ["multipart/mixed; boundary=a", null],
  ["application/json", null],
])("the boundary in %j is %j", (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary);
});
