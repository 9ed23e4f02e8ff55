/** The known word that differs in one letter left out, doubled, wrong or swapped; undefined for a word that is known. */
export function oneApart(word: string, known: readonly string[]): string | undefined {
  if (known.includes(word)) return undefined;
  return known.find((other) => Math.abs(other.length - word.length) <= 1 && differsOnce(other, word));
}

function differsOnce(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
