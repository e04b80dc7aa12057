const PARTS = 30;

/**
 * Calls back when a time is over of which this process could use every part. Where many share a processor, or this one is at work
 * for long, the clock alone says little: an answer may be there already, and be read next. Gives what ends the wait.
 */
export function startPatience(milliseconds: number, onOver: () => void): () => void {
  let left = PARTS;
  // However late it is, an interval comes once between two looks at what has arrived.
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    onOver();
  }, milliseconds / PARTS);
  return () => clearInterval(timer);
}
