/** Runs one step of bring-up; a step that takes over a second says so when it does and when it is done. */
export async function step(doing, work) {
  const began = Date.now();
  let announced = false;
  const timer = setTimeout(() => {
    announced = true;
    console.log(`… ${doing}`);
  }, 900);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (announced) console.log(`  ${doing}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}
