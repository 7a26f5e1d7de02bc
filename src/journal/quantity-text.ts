export function seconds(value: number): string {
  return `${whole(value)} s`;
}

export function metres(value: number): string {
  return `${whole(value)} m`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}
