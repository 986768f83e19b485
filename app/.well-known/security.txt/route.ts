import { securityContact } from "@/lib/transport/security-contact";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return new Response(securityContact(new Date()), {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}
