/** So long the database has to answer, in milliseconds. Keep it below the patience of what asks this address. */
const patience = 2000;

let question: {since: number; answer: Promise<unknown>} | undefined;

/** One question at a time: a database that hangs is not asked again and again by everyone who wants to know. */
function asked(ask: () => unknown): Promise<unknown> {
  if (question !== undefined && Date.now() - question.since < 5 * patience) return question.answer;
  const mine = {since: Date.now(), answer: Promise.resolve().then(ask)};
  question = mine;
  const done = () => {
    if (question === mine) question = undefined;
  };
  mine.answer.then(done, done);
  return mine.answer;
}

async function answersInTime(ask: () => unknown): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
  });
  try {
    await Promise.race([asked(ask), late]);
    return true;
  } catch (error) {
    console.error('The database does not answer:', error instanceof Error ? error.message : error);
    return false;
  } finally {
    clearTimeout(timer);
  }
}
