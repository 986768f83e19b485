import type { Origin } from "@/lib/context";
import { subscriberNetwork } from "@/lib/core/networks";
import { clientNetwork, UNKNOWN_NETWORK } from "@/lib/transport/client-network";

/** What the server itself knows of a caller. */
export type ClientFacts = {
  userAgent: string | null;
  /** The address, shown in the list of sessions; null when the server in front did not tell it. */
  network: string | null;
  /** The part of the address that one subscriber holds: failed sign-ins are counted for it. */
  subscriber: string;
};

const LONGEST_AGENT = 400;

/** Reads the agent and the network address of a caller from the headers of its request. */
export function clientFacts(headers: Pick<Headers, "get">): ClientFacts {
  const agent = headers.get("user-agent");
  const network = clientNetwork(headers);
  return {
    userAgent: agent === null ? null : agent.slice(0, LONGEST_AGENT),
    network: network === UNKNOWN_NETWORK ? null : network,
    subscriber: subscriberNetwork(network),
  };
}

/** Where an act came from, for the audit trail. */
export function originOf({ network, userAgent }: ClientFacts): Origin {
  return { network, userAgent };
}
