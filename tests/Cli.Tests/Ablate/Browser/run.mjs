// Checks of the report's page in a browser: each by its name, each on pages of its own. One line of JSON for each goes to the output.
//   node run.mjs FOLDER      FOLDER/NAME/report.html are the pages; playwright-core is found in ARCHGEN_REPORT_MODULES
import { run } from './harness.mjs';
import './page.mjs';
import './table.mjs';
import './charts.mjs';

await run();
