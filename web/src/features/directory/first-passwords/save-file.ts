/** Gives a file of this page to the browser to save. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this turn; a secret is not left at an address longer than that takes.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
