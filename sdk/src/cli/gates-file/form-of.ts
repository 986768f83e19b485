/** Names are the same to the server however Unicode writes them. */
export function formOf(name: string): string {
  return name.trim().normalize("NFKC");
}
