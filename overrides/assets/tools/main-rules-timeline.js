import { startRegister } from "./register-filter.js";

startRegister();
