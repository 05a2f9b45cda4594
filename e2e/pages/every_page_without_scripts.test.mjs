import { walk } from "../house/walk.mjs";

walk(false);
