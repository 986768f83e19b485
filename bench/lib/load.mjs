import { Pool } from "undici";

const plain = JSON.stringify({
  model: "gpt-4o-mini",
  messages: [
    { role: "system", content: "You are a helpful assistant. Answer in one short sentence." },
    { role: "user", content: "Say hello to the world in three words, please." },
  ],
});
const streamed = plain.replace("{", '{"stream":true,');

/** Sends `count` chat completions over `connections` connections; times are milliseconds. */
export async function load({ origin, headers }, { count, connections, stream = false }) {
  const pool = new Pool(origin, { connections });
  const whole = [];
  const first = [];
  let left = count;
  const began = performance.now();
  const worker = async () => {
    while (left-- > 0) {
      const sent = performance.now();
      const answer = await pool.request({
        path: "/v1/chat/completions",
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: stream ? streamed : plain,
      });
      let firstAt = 0;
      answer.body.on("data", () => {
        firstAt ||= performance.now();
      });
      await new Promise((resolve, reject) => {
        answer.body.once("end", resolve);
        answer.body.once("error", reject);
      });
      if (answer.statusCode !== 200) throw new Error(`${origin} answered ${answer.statusCode}`);
      whole.push(performance.now() - sent);
      first.push(firstAt - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  return { perSecond: count / seconds, p50: at(whole, 0.5), p99: at(whole, 0.99), firstP50: at(first, 0.5) };
}

/** The value below which a share of the sorted values lies. */
export function at(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
