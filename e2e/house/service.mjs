// A service of its own for every test: a fresh record in a folder that goes away, and the program that serves it.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
export const ROOT = path.resolve(import.meta.dirname, "../..");
const PROGRAM = path.resolve(ROOT, process.env.ATTUNED_BIN ?? "target/debug/attuned");
const POSTGRES = process.env.ATTUNED_E2E_DATABASE;
const STARTS_WITHIN = 20_000;

let made = 0;

// With a PostgreSQL address in hand, each service gets a database beside the one that it names: one shared by all would
// carry what one journey saved into the next.
async function place(folder) {
  if (!POSTGRES) return { options: ["--data", folder], end: async () => {} };
  made += 1;
  const name = `attuned_e2e_${process.pid}_${made}`;
  const address = new URL(POSTGRES);
  const psql = (sql) => run("psql", ["-X", "-q", "-d", POSTGRES, "-c", sql]);
  await psql(`create database ${name}`);
  address.pathname = `/${name}`;
  return {
    options: ["--data", folder, "--database", address.href],
    end: () => psql(`drop database ${name} with (force)`),
  };
}

/**
 * Starts a service and waits until it says where it is open.
 *
 * @param {{sample?: boolean, before?: (attuned: (...words: string[]) => Promise<string>) => Promise<unknown>}} wishes
 *   `sample`: filled with the sample organisation (yes unless said otherwise). `before`: commands to run on the record
 *   before it is served.
 * @returns `address` (no slash at its end), `firstAccount` (the address where the first account is made, if nobody has
 *   one), `attuned(...words)` (the program on the same record; its standard output) and `stop()`.
 */
export async function serve({ sample = true, before } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "attuned-e2e-"));
  const { options, end } = await place(folder);
  const attuned = async (...words) => (await run(PROGRAM, [...words, ...options], { maxBuffer: 1 << 26 })).stdout;
  await attuned("init", ...(sample ? ["--sample", "council"] : []));
  await before?.(attuned);

  const child = spawn(PROGRAM, ["serve", "--listen", "127.0.0.1:0", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let log = "";
  child.stderr.on("data", (piece) => (log = (log + piece).slice(-20_000)));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await end();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const said = await opening(child, ended, () => log);
    return { ...said, attuned, stop, log: () => log };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function opening(child, ended, log) {
  const lines = createInterface({ input: child.stdout });
  const said = { address: undefined, firstAccount: undefined };
  const read = new Promise((resolve) => {
    lines.on("line", (line) => {
      const address = line.match(/https?:\/\/\S+/)?.[0];
      if (address?.includes("/join/")) said.firstAccount = address;
      else if (address) said.address ??= address;
      if (line.startsWith("To stop")) resolve(true);
    });
  });
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, STARTS_WITHIN)));
  const opened = await Promise.race([read, ended.then(() => false), late]);
  clearTimeout(timer);
  if (opened !== true || !said.address) throw new Error(`The service did not open. It said:\n${log()}`);
  return said;
}
