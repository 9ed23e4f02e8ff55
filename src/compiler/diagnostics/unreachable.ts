/** Compile-time proof that a switch is complete; throws if untyped data got past the boundary. */
export function unreachable(x: never): never {
  throw new Error(`unreachable: ${JSON.stringify(x)}`);
}
