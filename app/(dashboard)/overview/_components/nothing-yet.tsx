import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** For an account that has had no request, whose first steps were hidden; `asked` shows them again. */
export function NothingYet({ asked }: { asked: string }) {
  return (
    <Card
      title="No requests yet"
      description="Spend, requests and errors stand here from the first request on."
    >
      <p className="flex flex-wrap gap-2">
        <ButtonLink href="/keys?new=1" variant="primary">
          Create New Key
        </ButtonLink>
        <ButtonLink href={asked}>Show the first steps</ButtonLink>
      </p>
    </Card>
  );
}
