// Calls functions of one module of the course, for tests/support/javascript.py. Usage: node javascript_cases.js MODULE
//
// Each line of input is {function, shared, cases} in JSON; the answer is a line with one result for each case: what
// function(...shared, ...case) returned, or {code, message} of the error when the error has a code. Any other error ends it.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

// As a data address, so that neither the folder's package.json nor anything beside the module has a say in how it runs.
const source = readFileSync(process.argv[2], "utf-8");
const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);

for await (const line of createInterface({ input: process.stdin })) {
  const { function: name, shared, cases } = JSON.parse(line);
  const results = cases.map((one) => {
    try {
      return module[name](...shared, ...one);
    } catch (error) {
      if (!error.code) throw error;
      return { code: error.code, message: error.message };
    }
  });
  console.log(JSON.stringify(results));
}
