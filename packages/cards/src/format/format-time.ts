/** A moment as people read it, in UTC: `2025-10-15 08:30:00 UTC`. A text that is no moment is given back. Pure. */
export function formatTime(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The time between two moments as people read it: `0.4 s`, `3 min 20 s`, `2 h 5 min`; undefined when it isn't known. Pure. */
export function formatDuration(from: string, to: string | undefined): string | undefined {
  const milliseconds = Date.parse(to ?? '') - Date.parse(from);
  if (Number.isNaN(milliseconds) || milliseconds < 0) return undefined;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
