/**
 * Maps items as they come, at most `limit` of them at work at once; results in no order. The first failure stops what hasn't
 * begun, and is thrown when nothing is at work any more.
 */
export async function inParallel<Item, Result>(
  items: AsyncGenerator<Item>,
  limit: number,
  map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let isFailed = false;
  const work = async (): Promise<void> => {
    try {
      for (let next = await items.next(); !next.done && !isFailed; next = await items.next()) results.push(await map(next.value));
    } catch (error) {
      isFailed = true;
      throw error;
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: limit }, work));
  const failure = workers.find((worker) => worker.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return results;
}
