// The kinds of view there are, by the name that stands in a notebook's output.
import * as explorer from "./explorer.js";
import * as ledger from "./ledger.js";
import * as overview from "./overview.js";
import * as plan from "./plan.js";
import * as quiz from "./quiz.js";
import * as scenario from "./scenario.js";
import * as task from "./task.js";
import * as ticks from "./ticks.js";

export const VIEWS = { quiz, mastery: quiz, ledger, scenario, ticks, plan, overview, task, explorer };
