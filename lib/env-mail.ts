import { z } from "zod";

const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
const FROM = /^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;

/** The server that mail is sent through, with user and password where it wants them. */
export const smtpUrl = z.preprocess(
  blankIsUnset,
  z
    .string()
    .refine((text) => /^smtps?:\/\/[^/]/.test(text) && URL.canParse(text), {
      error: "must be like smtps://USER:PASSWORD@mail.example.com or smtp://localhost:1025",
    })
    .optional(),
);

/** Whom mail is from. */
export const emailFrom = z.preprocess(
  blankIsUnset,
  z
    .string()
    .regex(FROM, { error: "must be an address like layer@example.com or Layer <layer@example.com>" })
    .optional(),
);
