const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes for people, in powers of 1,000: `87.4 MB`. Pure. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`;
}

/** Seconds for people: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 06 min`. Pure. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const pad = (value: number) => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor(whole / 60) % 60)} min`;
}

/** `1 task`, `2 tasks`, `1,200 tasks`. Pure. */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  // Not toLocaleString: the first call loads all of ICU, which takes 15 ms.
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? noun : plural}`;
}

/** The local time of a moment as Metaflow prints it: `2026-01-31 09:05:07.012`. Pure but for the time zone. */
export function formatTime(moment: Date): string {
  const pad = (value: number, width = 2) => String(value).padStart(width, '0');
  const date = `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
  const time = `${pad(moment.getHours())}:${pad(moment.getMinutes())}:${pad(moment.getSeconds())}`;
  return `${date} ${time}.${pad(moment.getMilliseconds(), 3)}`;
}
