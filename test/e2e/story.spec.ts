import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type Stack } from '../support/stack';

interface Run {
  code: number;
  output: string;
}

function demo(env: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const program = ['--enable-source-maps', 'dist/apps/cli/src/demo/main.js'];
    execFile(process.execPath, program, { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
}

describe('the whole story', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  }, 90_000);
  afterAll(() => stack?.stop());

  it('npm run demo plays from a patent file to a subsidy, and every invariant holds', async () => {
    const { code, output } = await demo({ JISHI_URL: stack.url });
    if (code !== 0) throw new Error(`${output}\n${stack.logs()}`);
    for (const line of ['成交价', '合同', '账簿合计', '成交额', '补贴', '全部不变量成立'])
      expect(output).toContain(line);
    expect(output).toMatch(/账簿合计.*¥0\.00/);
  }, 150_000);

  it('the demo says so, and fails, where nothing answers', async () => {
    const { code, output } = await demo({ JISHI_URL: 'http://127.0.0.1:9' });
    expect(code).toBe(1);
    expect(output).toContain('npm start');
  });
});
