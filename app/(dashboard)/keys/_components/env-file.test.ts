import { describe, expect, test } from "vitest";
import { envFile } from "./env-file";

const input = {
  name: "Production API",
  id: "0199f0c4-0000-7000-8000-000000000001",
  secret: `layer_${"0".repeat(64)}`,
  address: "http://localhost:3000",
};

describe("the .env file", () => {
  test("it is named after the key and holds both variables, the name and the id", () => {
    const file = envFile(input);
    expect(file.fileName).toBe("layer-production-api.env");
    expect(file.text.split("\n")).toEqual([
      "# Layer API key: Production API",
      `# id: ${input.id}`,
      `LAYER_API_KEY=${input.secret}`,
      "OPENAI_BASE_URL=http://localhost:3000/v1",
      "",
    ]);
  });

  test.each([
    ["CI/CD", "layer-ci-cd.env"],
    ["../../etc/passwd", "layer-etc-passwd.env"],
    ["本番", "layer-本番.env"],
    ["🔑", "layer-key.env"],
    ["x".repeat(100), `layer-${"x".repeat(60)}.env`],
  ])("the name %s makes a plain file name", (name, fileName) => {
    expect(envFile({ ...input, name }).fileName).toBe(fileName);
  });

  test.each(["a\nLAYER_API_KEY=stolen", "a\r\nX=1", "a\u2028X=1"])(
    "a name with a line break cannot add a variable",
    (name) => {
      expect(envFile({ ...input, name }).text.split(/[\n\r\u2028]/)).toHaveLength(5);
    },
  );
});
