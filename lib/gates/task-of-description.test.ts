import { expect, test } from "vitest";
import { taskOfDescription } from "./task-of-description";

test.each([
  ["Answer questions of our customers", "chat", null],
  ["Summarise the images of the day in words", "chat", null],
  ["Make our images searchable: embed their captions", "embeddings", "embed"],
  ["A vector store for the handbook", "embeddings", "vector store"],
  ["Moderate comments", "moderation", "Moderate"],
  ["OCR of invoices", "ocr", "OCR"],
  ["Extract text from scanned PDFs", "ocr", "scanned"],
  ["Transcribe support calls", "stt", "Transcribe"],
  ["Read the news aloud and as text to speech", "tts", "text to speech"],
  ["Generate short product videos", "video", "Generate short product videos"],
  ["Creating logos for shops", "image", "Creating logos"],
  ["Draw an illustration per chapter", "image", "Draw an illustration"],
  ["A voice assistant for the car", "audio", "voice assistant"],
  ["", "chat", null],
])("%j is about %s", (description, taskType, words) => {
  const described = taskOfDescription(description);
  expect(described.taskType).toBe(taskType);
  if (words === null) expect(described.words).toBeNull();
  else expect(described.words).not.toBeNull();
});

test("a long description is read in no time, whatever it is made of", () => {
  const began = performance.now();
  for (const text of [
    "create ".repeat(300),
    "make a ".repeat(300),
    "read text from ".repeat(150),
    "a".repeat(2_000),
  ]) {
    taskOfDescription(text);
  }
  expect(performance.now() - began).toBeLessThan(1_000);
});
