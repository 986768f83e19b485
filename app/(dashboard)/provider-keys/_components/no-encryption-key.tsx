import { Callout } from "@/components/ui/callout";
import { CodeBlock } from "@/components/ui/code-block";

/** Why nothing can be changed here, and the command that whoever runs the instance needs. */
export function NoEncryptionKey() {
  return (
    <Callout tone="warn" title="This instance has no encryption key">
      <p className="mb-3">
        Provider keys are only stored encrypted, so none can be added or replaced. Put this line into the
        settings of the server and start it again. Where keys are stored already, put back the encryption key
        that they were stored with: a new one cannot read them.
      </p>
      <CodeBlock
        label="Make an encryption key"
        code={'echo "ENCRYPTION_KEY=$(openssl rand -base64 32)" >> .env'}
      />
    </Callout>
  );
}
