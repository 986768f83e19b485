import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server on loopback that keeps what it is given. It takes everything until `refusal` says why not. */
export async function startFakeMailServer() {
  const received: ParsedMail[] = [];
  const post = {
    received,
    refusal: null as Error | null,
    /** Where to send mail, as SMTP_URL. */
    smtpUrl: "",
    /** What was sent to an address, in the order of arrival. */
    mailsTo: (email: string) =>
      received.filter(({ to }) => [to].flat().some((one) => one?.text.includes(email))),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onMailFrom: (_address, _session, done) => done(post.refusal),
    onData: async (stream, _session, done) => {
      received.push(await simpleParser(stream));
      done();
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  post.smtpUrl = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return post;
}
