/** Runs one step of bring-up; a step that takes over a second says so, beside what the command itself prints. */
export async function step(doing, work) {
  const began = Date.now();
  let announced = false;
  const timer = setTimeout(() => {
    announced = true;
    console.error(`… ${doing}`);
  }, 900);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (announced) console.error(`  ${doing}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}
