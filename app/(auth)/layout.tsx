import type { ReactNode } from "react";
import { Brand } from "@/components/layout/brand";

/** One calm card in the middle; nothing else asks for attention. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main
      id="main"
      className="flex min-h-dvh flex-col items-center justify-center bg-surface px-4 py-10 max-md:justify-start"
    >
      <div className="w-full max-w-sm">
        <div className="mb-6 flex justify-center">
          <Brand />
        </div>
        {children}
      </div>
    </main>
  );
}
