import { expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import { REPORT_MAX_BYTES, REPORT_MAX_LINES } from "../contract";
import { readReport } from "./read-report";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, provider: string | null = "openai") => readReport(bytes(text), provider);
const csv = (...lines: string[]) => lines.join("\n");

function refusal(run: () => unknown): AppError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("It was taken");
}

const usage = {
  object: "page",
  data: [
    {
      object: "bucket",
      start_time: 1790812800,
      end_time: 1790899200,
      results: [
        {
          object: "organization.usage.completions.result",
          input_tokens: 141_201,
          output_tokens: 9_756,
          input_cached_tokens: 1_200,
          input_audio_tokens: 0,
          output_audio_tokens: 0,
          num_model_requests: 470,
          project_id: null,
          model: "gpt-4o-2024-08-06",
          batch: false,
        },
        {
          input_tokens: 10,
          output_tokens: 5,
          num_model_requests: 1,
          model: "gpt-4o-2024-08-06",
          batch: true,
        },
      ],
    },
    { object: "bucket", start_time: 1790899200, end_time: 1790985600, results: [] },
  ],
  has_more: true,
  next_page: "page_AAAA",
};

test("OpenAI's usage pages: projects and tiers of a model are one, and cached tokens count once", () => {
  const report = read(JSON.stringify(usage), null);
  expect(report).toMatchObject({ provider: "openai", format: "openai usage" });
  expect(report.days).toEqual([
    {
      day: "2026-10-01",
      model: "gpt-4o-2024-08-06",
      requests: 471,
      inputTokens: 140_011,
      cachedInputTokens: 1_200,
      cacheWriteTokens: 0,
      outputTokens: 9_761,
      costNanoUsd: null,
    },
  ]);
  expect(report.ignored).toContain("input_audio_tokens");
  expect(report.notices[0]).toMatch(/there are more/);
});

test("OpenAI's costs: line items of a model are one, whether numbers or text", () => {
  const result = (value: unknown, line_item: string | null) => ({
    object: "organization.costs.result",
    amount: { value, currency: "usd" },
    line_item,
    project_id: null,
  });
  const page = (results: unknown[]) =>
    JSON.stringify({
      object: "page",
      data: [{ object: "bucket", start_time: 1790812800, end_time: 1790899200, results }],
    });
  const { days } = read(
    page([
      result(0.06, "gpt-4o-2024-08-06, input"),
      result("0.003835980000000000000000000000", "gpt-4o-2024-08-06, cached input"),
      result(5.5e-7, "gpt-4o-2024-08-06, output"),
      result(-1, "Web search tool calls"),
    ]),
    "openai",
  );
  expect(days.map(({ model, costNanoUsd }) => [model, costNanoUsd])).toEqual([
    ["Web search tool calls", -1_000_000_000n],
    ["gpt-4o-2024-08-06", 63_836_530n],
  ]);
  expect(refusal(() => read(page([result(1, null)]))).message).toMatch(/group_by=line_item/);
});

test("Anthropic's usage and cost reports: what is cached is apart, and amounts are cents", () => {
  const bucket = (result: object) =>
    JSON.stringify({
      data: [{ starting_at: "2026-10-01T00:00:00Z", ending_at: "2026-10-02T00:00:00Z", results: [result] }],
      has_more: false,
      next_page: null,
    });
  const tokens = {
    uncached_input_tokens: 1_500,
    cache_creation: { ephemeral_1h_input_tokens: 1_000, ephemeral_5m_input_tokens: 500 },
    cache_read_input_tokens: 200,
    output_tokens: 500,
    server_tool_use: { web_search_requests: 10 },
    model: "claude-opus-4-20250514",
    service_tier: "standard",
  };
  const usageReport = read(bucket(tokens), null);
  expect(usageReport).toMatchObject({ provider: "anthropic", format: "anthropic usage" });
  expect(usageReport.days[0]).toMatchObject({
    requests: null,
    inputTokens: 1_500,
    cachedInputTokens: 200,
    cacheWriteTokens: 1_500,
    outputTokens: 500,
  });
  const cost = { amount: "123.78912", currency: "USD", cost_type: "tokens", token_type: "output_tokens" };
  const costReport = read(
    bucket({ ...cost, model: "claude-opus-4-20250514", description: "Claude Opus 4" }),
    null,
  );
  expect(costReport.days[0]).toMatchObject({ model: "claude-opus-4-20250514", costNanoUsd: 1_237_891_200n });
  const search = read(bucket({ ...cost, model: null, description: "Web Search Usage" }), null);
  expect(search.days[0]?.model).toBe("Web Search Usage");
});

test("the exports of Anthropic's console, names of models included", () => {
  const tokens = csv(
    "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed",
    "2026-08-05,claude-opus-5,Closer App,Default,standard,≤ 200k,46981,15969,1,7,16932,0,global,",
  );
  const report = read(tokens, "anthropic");
  expect(report.days[0]).toMatchObject({
    model: "claude-opus-5",
    inputTokens: 46_981,
    cachedInputTokens: 7,
    cacheWriteTokens: 15_970,
    outputTokens: 16_932,
  });
  expect(report.ignored).toEqual([
    "api_key",
    "workspace",
    "usage_type",
    "context_window",
    "web_search_count",
    "inference_geo",
    "speed",
  ]);
  const costs = csv(
    "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type",
    "2026-08-04,Claude Haiku 4.5,Default,demo-key,message,≤ 200k,input_no_cache,0.05,0.06,token",
    "2026-08-04,Claude Haiku 4.5,Default,demo-key,message,≤ 200k,output,0.02,0.03,token",
    "2026-08-04,Claude 3.5 Sonnet 2024-10-22,Default,demo-key,message,≤ 200k,output,1.00,1.00,token",
  );
  expect(read(costs, "anthropic").days.map(({ model, costNanoUsd }) => [model, costNanoUsd])).toEqual([
    ["claude-3-5-sonnet-20241022", 1_000_000_000n],
    ["claude-haiku-4-5", 70_000_000n],
  ]);
});

test("the export of OpenAI's costs page: days without an amount are passed over, and said", () => {
  const report = read(
    csv(
      "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id",
      "1790467200,1790553600,2026-09-27T00:00:00+00:00,2026-09-28T00:00:00+00:00,,,,",
      '1790553600,1790640000,2026-09-28T00:00:00,2026-09-29T00:00:00,0.00383598,usd,"gpt-4o, output",p',
    ),
  );
  expect(report.days).toMatchObject([{ day: "2026-09-28", model: "gpt-4o", costNanoUsd: 3_835_980n }]);
  expect(report.notices).toEqual(["Passed over, as nothing stands there but a day: 1 line."]);
});

test.each([
  [
    "a byte order mark, CRLF and quotes",
    '\uFEFFDate,"Model",Cost\r\n2026-10-05,"gpt\r\n""4o""",1\r\n',
    /no name of a model/,
  ],
  ["a NUL", "date,model,cost\n2026-10-05,gpt\0,1\n", /^Line 2: There is a NUL/],
  ["a quote without an end", 'date,model,cost\n2026-10-05,"gpt,1\n', /^Line 2: A quotation mark/],
  ["text after a quote", 'date,model,cost\n2026-10-05,"gpt"x,1\n', /^Line 2: Text follows/],
  ["too few cells", "date,model,cost\n2026-10-05,gpt\n", /^Line 2: There are 2 cells/],
  ["February 30", "date,model,cost\n2026-02-30,gpt,1\n", /"2026-02-30" is no day/],
  ["a day of another order", "date,model,cost\n10/05/2026,gpt,1\n", /Write it as/],
  ["huge tokens", "date,model,input_tokens\n2026-10-05,gpt,9007199254740993\n", /too large/],
  ["half a token", "date,model,input_tokens\n2026-10-05,gpt,1.5\n", /no whole number/],
  ["fewer than no tokens", "date,model,input_tokens\n2026-10-05,gpt,-5\n", /less than nothing/],
  ["a huge amount", "date,model,cost\n2026-10-05,gpt,1e300\n", /no amount/],
  ["a large amount", "date,model,cost\n2026-10-05,gpt,99999999999\n", /too large an amount/],
  ["an amount that can be read in two ways", 'date,model,cost\n2026-10-05,gpt,"1,234"\n', /two ways/],
  ["NaN", "date,model,cost\n2026-10-05,gpt,NaN\n", /"NaN" is no amount/],
  ["euros", "date,model,cost,currency\n2026-10-05,gpt,1,eur\n", /Only US dollars/],
  ["a month in one line", "start_time,end_time,model,cost\n1790467200,1793059200,gpt,1\n", /by day/],
  ["more cached than there is", "date,model,input_tokens,cached_tokens\n2026-10-05,gpt,1,2\n", /2 cached/],
  ["no model", "date,cost\n2026-10-05,1\n", /no column for the model/],
  ["no day", "model,cost\ngpt,1\n", /no column for the day/],
  ["no number", "date,model\n2026-10-05,gpt\n", /no column with tokens/],
  ["nothing", "", /The file is empty/],
  ["only a header", "date,model,cost\n", /says nothing of any day/],
  ["JSON of something else", '{"data":[]}', /no report that is known/],
  ["broken JSON", '{"data":[', /not valid JSON/],
  ["deep JSON", "[".repeat(100_000), /nests too deep/],
])("%s is refused, and says where", (_case, text, message) => {
  expect(refusal(() => read(text)).message).toMatch(message);
});

test("credits, semicolons with decimal commas, and thousands are read as they are meant", () => {
  const costs = (text: string) => read(text).days.map(({ costNanoUsd }) => costNanoUsd);
  expect(costs("date;model;cost\n2026-10-05;gpt;1.234,5\n2026-10-06;gpt;-0,25\n")).toEqual([
    1_234_500_000_000n,
    -250_000_000n,
  ]);
  expect(costs('date,model,cost\n2026-10-05,gpt,"$1,234.50"\n2026-10-06,gpt,"0,25"\n')).toEqual([
    1_234_500_000_000n,
    250_000_000n,
  ]);
  expect(read("date\tmodel\tinput_tokens\n1790812800\tgpt\t1.234\n").days[0]).toMatchObject({
    day: "2026-10-01",
    inputTokens: 1_234,
  });
  expect(read("\uFEFFDate,Model,Cost\r\n2026-10-05T23:30:00-02:00,gpt,1\r\n\r\n").days[0]?.day).toBe(
    "2026-10-06",
  );
});

test("every wrong line is named, up to fifty, and a long file is refused in time", () => {
  const lines = Array.from({ length: 80 }, (_, n) => `2026-10-05,gpt,${n === 3 ? "1" : "x"}`);
  const { details } = refusal(() => read(csv("date,model,cost", ...lines)));
  expect(details?.lines).toHaveLength(50);
  expect(Object(details).lines[3]).toEqual({ line: 6, message: '"x" is no amount in US dollars.' });
  const long = csv("date,model,cost", ...Array<string>(REPORT_MAX_LINES + 1).fill("2026-10-05,gpt,1"));
  expect(refusal(() => read(long)).message).toMatch(/at most 100000 lines/);
  expect(refusal(() => readReport(new Uint8Array(REPORT_MAX_BYTES + 1), "openai")).code).toBe(
    "payload_too_large",
  );
  expect(refusal(() => readReport(new Uint8Array([0xff, 0xfe, 0x61, 0]), "openai")).message).toMatch(
    /UTF-16/,
  );
  expect(refusal(() => readReport(new Uint8Array([0x61, 0xff]), "openai")).message).toMatch(/not UTF-8/);
});

test("pages of one provider are not taken for another's, and a CSV file needs one", () => {
  expect(refusal(() => read(JSON.stringify(usage), "anthropic")).param).toBe("provider");
  expect(refusal(() => read("date,model,cost\n2026-10-05,gpt,1\n", null)).param).toBe("provider");
  expect(read("date,model,cost\n2026-10-05,gpt,1\n", "my-server").provider).toBe("my-server");
});
